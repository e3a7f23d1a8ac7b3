import { Limited, MAX_MAP_LENGTH, MAX_MAPS } from '../platform/index.js';

/** On an input's field: the maps of an import. */
export const MapTexts = () => Limited({ items: { max: MAX_MAPS }, length: { max: MAX_MAP_LENGTH } });
