import type { FieldMapInput } from '../../generated/graphql.js';

/** In the address of a page whose fields all come from nothing, which is not the same as a guess. */
const NO_MAPS = 'none';

/** Maps as parameters of the page's address; none for the guess of the server. */
export function mapParams(maps: readonly FieldMapInput[] | null): string[] {
  if (maps === null) return [];
  return maps.length === 0 ? [NO_MAPS] : maps.map((map) => JSON.stringify(map));
}

/** The maps of such parameters, without those that hold none, e.g. of an old link; null if no map is left. */
export function mapsOf(params: readonly string[]): FieldMapInput[] | null {
  const maps = params.flatMap(mapOf);
  return maps.length > 0 || params.includes(NO_MAPS) ? maps : null;
}

function mapOf(param: string): FieldMapInput[] {
  try {
    const map: unknown = JSON.parse(param);
    return isMap(map) ? [map] : [];
  } catch {
    return [];
  }
}

const isMap = (map: unknown): map is FieldMapInput =>
  isObject(map) &&
  isText(map.field) &&
  (isText(map.column) || isText(map.literal)) &&
  (map.values == null || (Array.isArray(map.values) && map.values.every(isPair)));

const isPair = (pair: unknown) => isObject(pair) && isText(pair.from) && isText(pair.to);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
