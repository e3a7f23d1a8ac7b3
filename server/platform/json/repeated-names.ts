import { stringEnd } from './string-end.js';

/** Names of objects and places in lists, outermost first. */
export type JsonPath = readonly (string | number)[];

/** Levels of a path that are told, so that text that is nested deep stays cheap. */
const MAX_LEVELS_TOLD = 10;

/** An object or a list that is not closed yet. */
interface Open {
  /** Null in a list. */
  readonly names: Set<string> | null;
  /** The member or place that is being read. */
  at: string | number;
}

/**
 * The paths that a JSON text gives two values, once for each value too many: of these the last counts, silently.
 * At most the first 10 levels of a path are told.
 *
 * @param text  valid JSON
 * @param value what it was parsed to: mostly its members are as many as the text names, which is seen sooner
 */
export function repeatedNames(text: string, value: unknown): Iterable<JsonPath> {
  return nameCount(text) === memberCount(value) ? [] : repeatsIn(text);
}

function nameCount(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    at = stringEnd(text, at);
    if (isNameBefore(text, at)) count += 1;
  }
  return count;
}

/** Of all objects in a value, to any depth. */
function memberCount(value: unknown): number {
  let count = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (!isNested(next)) continue;
    const inner: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (inner !== next) count += inner.length;
    for (const one of inner) if (isNested(one)) waiting.push(one);
  }
  return count;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

function* repeatsIn(text: string): Generator<JsonPath, void, undefined> {
  const open: Open[] = [];
  for (let position = 0; position < text.length; position += 1) {
    if (text[position] !== '"') {
      goOn(open, text[position]!);
      continue;
    }
    const end = stringEnd(text, position);
    if (isNameBefore(text, end) && isRepeated(open.at(-1)!, text.slice(position, end)))
      yield open.slice(0, MAX_LEVELS_TOLD).map(({ at }) => at);
    position = end - 1;
  }
}

/** @param character outside of strings */
function goOn(open: Open[], character: string): void {
  if (character === '{') open.push({ names: new Set(), at: '' });
  if (character === '[') open.push({ names: null, at: 0 });
  if (character === '}' || character === ']') open.pop();
  const inner = open.at(-1);
  if (character === ',' && typeof inner?.at === 'number') inner.at += 1;
}

/** Whether the string that ended is the name of a member. */
function isNameBefore(text: string, end: number): boolean {
  let next = end;
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next += 1;
  return text[next] === ':';
}

function isRepeated(object: Open, quoted: string): boolean {
  const name = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  object.at = name;
  const { size } = object.names!;
  return object.names!.add(name).size === size;
}
