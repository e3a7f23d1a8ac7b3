import { Limited } from '../platform/index.js';

/** More than there are fields to map. */
const MAX_MAPS = 100;
/** Characters of one map, which may rename many values. */
const MAX_MAP_LENGTH = 10_000;

/** On an input's field: the maps of an import. */
export const MapTexts = () => Limited({ items: { max: MAX_MAPS }, length: { max: MAX_MAP_LENGTH } });
