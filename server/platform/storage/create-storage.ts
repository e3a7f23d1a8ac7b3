import { Image } from './image.entity.js';

export const storageEntities = [Image];
