import { type DomainError, invalidInput } from '../../platform/errors/index.js';
import { otherThanTable } from './other-than-table.js';
import type { TableFormat } from './table.js';
import type { TableSource } from './table-source.js';

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
  const otherwise = otherThanTable(head);
  if (otherwise) throw invalidInput(`${name} ${otherwise}`);
  if (extension === 'csv' || extension === 'tsv') return 'CSV';
  if (text.startsWith('{')) return 'NDJSON';
  if (text.startsWith('[')) throw jsonArray(name);
  return ['ndjson', 'jsonl', 'json'].includes(extension) ? 'NDJSON' : 'CSV';
}

const jsonArray = (name: string): DomainError =>
  invalidInput(`${name} is one JSON array: write one object a line instead (jq -c '.[]' FILE)`);
