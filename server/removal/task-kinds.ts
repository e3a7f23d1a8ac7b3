export const DELETE_STORE = 'delete-store';
export const DELETE_WORKSPACE = 'delete-workspace';
