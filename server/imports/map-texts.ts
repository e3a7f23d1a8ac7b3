import { Limited } from '../platform/index.js';
import { MAX_MAP_LENGTH, MAX_MAPS } from './limits.js';

/** On an input's field: the maps of an import. */
export const MapTexts = () => Limited({ items: { max: MAX_MAPS }, length: { max: MAX_MAP_LENGTH } });
