import 'reflect-metadata';
import { peopleEntities } from './platform/index.js';

/** Every table that has an entity, over all domains. */
export const entities = [...peopleEntities];
