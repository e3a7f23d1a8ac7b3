import { type DomainError, invalidInput } from '../../platform/errors/index.js';
import type { TableFormat } from './table.js';
import type { TableSource } from './table-source.js';

const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly advice: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], advice: 'is a workbook or a zip archive: save the sheet as CSV' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], advice: 'is an old Excel workbook: save the sheet as CSV' },
  { bytes: [0x1f, 0x8b], advice: 'is compressed with gzip: unpack it first' },
  { bytes: [0xff, 0xfe], advice: 'is UTF-16 text: save it as "CSV UTF-8"' },
  { bytes: [0xfe, 0xff], advice: 'is UTF-16 text: save it as "CSV UTF-8"' },
];
const PARQUET = 'PAR1';

/**
 * Tells the format of a table by its first bytes, and by its name where the bytes leave it open.
 *
 * @throws {DomainError} INVALID_INPUT for any other format, saying how to convert it
 */
export async function detectFormat({ name, byteSize, slice }: TableSource): Promise<TableFormat> {
  const head = new Uint8Array(await slice(0, Math.min(byteSize, 4096)));
  const text = new TextDecoder().decode(head).trimStart();
  const extension = name.toLowerCase().split('.').at(-1) ?? '';
  if (text.startsWith(PARQUET)) return 'PARQUET';
  if (extension === 'parquet') throw invalidInput(`${name} is not a Parquet file, whatever its name says`);
  const other = SIGNATURES.find((signature) => signature.bytes.every((byte, i) => head[i] === byte));
  if (other) throw invalidInput(`${name} ${other.advice}`);
  if (extension === 'csv' || extension === 'tsv') return 'CSV';
  if (text.startsWith('{')) return 'NDJSON';
  if (text.startsWith('[')) throw jsonArray(name);
  return ['ndjson', 'jsonl', 'json'].includes(extension) ? 'NDJSON' : 'CSV';
}

const jsonArray = (name: string): DomainError =>
  invalidInput(`${name} is one JSON array: write one object a line instead (jq -c '.[]' FILE)`);
