import { type FileMetaData, parquetSchema, type SchemaElement, type SchemaTree } from 'hyparquet';
import { isListLike, isMapLike } from 'hyparquet/src/schema.js';
import { decimalScale, decimalText } from './exact-decimal.js';

/**
 * The same file with its decimals as the whole numbers and bytes that it holds, since hyparquet would make doubles of
 * them: `exactValue` reads them. Keys of maps, and what is inside a variant, stay as hyparquet reads them.
 */
export function withRawDecimals(metadata: FileMetaData): FileMetaData {
  const decimals = new Set(decimalsIn(parquetSchema(metadata)));
  const schema = metadata.schema.map((element) => (decimals.has(element) ? raw(element) : dated(element)));
  return { ...metadata, schema };
}

function decimalsIn(node: SchemaTree): SchemaElement[] {
  if (isVariant(node)) return [];
  const inside = isMapLike(node) ? [mapValueOf(node)] : node.children;
  const own = decimalScale(node.element) === null ? [] : [node.element];
  return [...own, ...inside.flatMap(decimalsIn)];
}

const raw = ({ converted_type: _, logical_type: __, ...element }: SchemaElement): SchemaElement => element;

/** Hyparquet knows a date by its older name only. */
const dated = (element: SchemaElement): SchemaElement =>
  element.logical_type?.type === 'DATE' ? { ...element, converted_type: 'DATE' } : element;

const isVariant = ({ element }: SchemaTree) => element.logical_type?.type === 'VARIANT';
const mapValueOf = (node: SchemaTree) =>
  node.children[0]!.children.find(({ element }) => element.name !== 'key')!;

const NUMBERS: readonly (string | undefined)[] = ['INT32', 'INT64', 'FLOAT', 'DOUBLE'];
const TIMES: readonly (string | undefined)[] = ['DATE', 'TIMESTAMP_MILLIS', 'TIMESTAMP_MICROS', 'TIMESTAMP'];

/** Whether a column holds a number in each row. */
export function isNumeric({ element, children }: SchemaTree): boolean {
  if (children.length > 0 || element.repetition_type === 'REPEATED') return false;
  const isTime = TIMES.includes(element.converted_type) || TIMES.includes(element.logical_type?.type);
  return decimalScale(element) !== null || (NUMBERS.includes(element.type) && !isTime);
}

/**
 * A value in which decimals are texts of all their digits.
 *
 * @param value as it is read with `withRawDecimals` and without making texts of bytes
 * @param node of its column, in the schema of the file itself
 */
export function exactValue(value: unknown, node: SchemaTree): unknown {
  if (value === null || value === undefined || isVariant(node)) return value;
  if (Array.isArray(value)) return value.map((inner) => exactValue(inner, node));
  if (node.children.length === 0) return exactLeaf(value, node.element);
  if (isListLike(node)) return exactValue(value, listElementOf(node));
  const nodeOf = isMapLike(node) ? () => mapValueOf(node) : memberOf(node);
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([name, inner]) => [name, exactValue(inner, nodeOf(name))]));
}

function listElementOf({ children: [repeated] }: SchemaTree): SchemaTree {
  return repeated!.children.length === 1 ? repeated!.children[0]! : repeated!;
}

/** Every name of an object that was read is that of a member. */
const memberOf = ({ children }: SchemaTree) => {
  const members = new Map(children.map((child) => [child.element.name, child]));
  return (name: string) => members.get(name)!;
};

const decoder = new TextDecoder();

function exactLeaf(value: unknown, element: SchemaElement): unknown {
  const scale = decimalScale(element);
  if (scale !== null) return decimalText(value as number | bigint | Uint8Array, scale); // what the types of a decimal hold
  if (value instanceof Uint8Array) return decoder.decode(value);
  return element.type === 'FLOAT' ? shortestSingle(value as number) : value;
}

/** A number of 32 bits by the fewest digits that tell it from its neighbours: 19.99, not 19.989999771118164. */
function shortestSingle(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}
