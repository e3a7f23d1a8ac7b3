import type { FieldMapInput } from '../../generated/graphql.js';

/** A map as a parameter of the page's address. */
export const mapParam = (map: FieldMapInput): string => JSON.stringify(map);

/** The maps of such parameters, without those that hold none, e.g. of an old link; null if no map is left. */
export function mapsOf(params: readonly string[]): FieldMapInput[] | null {
  const maps = params.flatMap(mapOf);
  return maps.length > 0 ? maps : null;
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
  (map.values === undefined || (Array.isArray(map.values) && map.values.every(isPair)));

const isPair = (pair: unknown) => isObject(pair) && isText(pair.from) && isText(pair.to);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
