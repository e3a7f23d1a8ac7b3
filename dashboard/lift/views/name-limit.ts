/** Characters that the server takes as a name. */
export const MAX_NAME_LENGTH = 200;
