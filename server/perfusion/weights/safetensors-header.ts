import { ModelError } from '../model-error.js';
import {
  BYTES_OF,
  DATA_TYPES,
  type DataType,
  elementCount,
  type TensorDescription,
} from './stored-tensor.js';

/** A tensor and the bytes it takes, `[begin, end)` counted from the end of the header. */
export interface TensorEntry extends TensorDescription {
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The length of the header is a 64-bit number at the start of the file. */
export const LENGTH_BYTES = 8;

/** The format's own limit, against files that are no safetensors at all. */
export const MAX_HEADER_BYTES = 100_000_000;

/**
 * Reads the JSON header of a safetensors file and checks it against the file.
 *
 * @param json      the header's text
 * @param dataBytes bytes of the file after the header
 * @param origin    the file, for messages
 * @throws {ModelError} if the header is no JSON, a tensor has an unknown format, its bytes do not
 *         fit its shape, overlap another tensor, or lie past the end of the file
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function parseHeader(json: string, dataBytes: number, origin: string): SafetensorsHeader {
  const { __metadata__: metadata, ...entries } = parseObject(json, origin);
  const tensors = new Map(
    Object.entries(entries).map(([name, entry]) => [name, toEntry(entry, `${origin}: tensor ${name}`)]),
  );
  requireWholeCover([...tensors.values()], dataBytes, origin);
  return { tensors, metadata: toTexts(metadata) };
}

function parseObject(json: string, origin: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // the sentence below says more than the parser's
  }
  throw new ModelError(`${origin} is not a safetensors file: its header is no JSON object.`);
}

function toEntry(value: unknown, subject: string): TensorEntry {
  if (typeof value !== 'object' || value === null)
    throw new ModelError(`${subject} is no JSON object; download the file again.`);
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const dataType = DATA_TYPES.find((known): known is DataType => known === dtype);
  if (!dataType)
    throw new ModelError(`${subject} has the format ${dtype}; supported are ${DATA_TYPES.join(', ')}.`);
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw new ModelError(`${subject} has no valid shape and data_offsets; download the file again.`);
  }
  const [begin, end] = offsets as [number, number];
  if (end - begin !== elementCount(shape) * BYTES_OF[dataType]) {
    throw new ModelError(
      `${subject} has ${end - begin} bytes, which do not fit ${dataType} [${shape.join(', ')}].`,
    );
  }
  return { dataType, shape, begin, end };
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

/** The format allows neither holes nor overlaps, so together the tensors fill the rest of the file. */
function requireWholeCover(entries: readonly TensorEntry[], dataBytes: number, origin: string): void {
  let reached = 0;
  for (const { begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== reached)
      throw new ModelError(`${origin} is damaged: its tensors overlap or leave a hole at byte ${reached}.`);
    reached = end;
  }
  if (reached === dataBytes) return;
  const state = reached > dataBytes ? 'truncated' : 'longer than its header says';
  throw new ModelError(
    `${origin} is ${state}: tensors need ${reached} bytes, and ${dataBytes} follow the header. Copy or download it again.`,
  );
}

function toTexts(metadata: unknown): Record<string, string> {
  if (typeof metadata !== 'object' || metadata === null) return {};
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)]));
}
