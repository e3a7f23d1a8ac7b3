import 'reflect-metadata';

/** Every table that has an entity, over all domains. */
export const entities = [];
