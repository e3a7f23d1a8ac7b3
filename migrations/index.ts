import { CreatePeople1764000000000 } from './1764000000000-create-people.js';

/** Every migration, oldest first. */
export const migrations = [CreatePeople1764000000000];
