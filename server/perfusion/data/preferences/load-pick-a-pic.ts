import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError } from '../../model-error.js';
import { BadRows } from './bad-rows.js';
import {
  openParquet,
  type ParquetFile,
  type Row,
  type RowRange,
  readRows,
  rowRanges,
} from './parquet-file.js';
import {
  type PictureFile,
  type PreferenceDataset,
  type PreferenceGroup,
  preferenceDataset,
  sha256,
} from './preference-group.js';

const PICTURES = ['jpg_0', 'jpg_1'];

/** Columns of the published data set that are read; it has more. */
const COLUMNS = [
  'caption',
  ...PICTURES,
  'label_0',
  'label_1',
  'user_id',
  'has_label',
  'are_different',
  'num_example_per_prompt',
];

export interface PickAPicDataset extends PreferenceDataset {
  /** Rows that say nothing: without a label, or with twice the same picture. */
  readonly skippedCount: number;
}

/**
 * Loads Pick-a-Pic as it is published: Parquet files with a caption, two pictures and their
 * labels a row. A group is one row: `user_id` is the only feature, pictures with label 1 are
 * liked, both at a tie (labels 0.5), and a row counts 1 / `num_example_per_prompt`. Rows without
 * label or with equal pictures are skipped. Pictures stay in the files; reading one reads all
 * pictures of its row group, and the last row group that was read is kept.
 *
 * @param path  one file, or a folder of them (taken in order of name)
 * @param limit rows to read at most, from the start; all if left out
 * @throws {ModelError} if a file is no such Parquet file, naming missing columns and unusable rows
 *
 * @see Kirstain et al., "Pick-a-Pic", NeurIPS 2023, section 2
 */
export async function loadPickAPic(
  path: string,
  limit: number = Number.POSITIVE_INFINITY,
): Promise<PickAPicDataset> {
  const groups: PreferenceGroup[] = [];
  const readPictures = pictureReader();
  let rowCount = 0;
  for (const name of await filesAt(path)) {
    const file = await openParquet(name, COLUMNS);
    const bad = new BadRows(name, 'row');
    for (const range of rowRanges(file.metadata, limit - rowCount)) {
      const rows = await readRows(file, COLUMNS, range);
      for (const [i, row] of rows.entries()) {
        const place = { file, range, index: i, readPictures };
        const group = await bad.collect(range.start + i + 1, () => groupOf(row, place));
        if (group) groups.push(group);
      }
      rowCount += rows.length;
    }
    bad.refuse();
  }
  if (groups.length === 0) throw new ModelError(`${path} holds no labelled preferences.`);
  return { ...preferenceDataset(groups), skippedCount: rowCount - groups.length };
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return [path];
  const names = found ? (await readdir(path)).filter((name) => name.endsWith('.parquet')).sort() : [];
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new ModelError(`${path} is neither a Parquet file nor a folder of .parquet files; check the path.`);
}

/** A column can only be read for a whole row group, so neighbours come from one reading. */
function pictureReader(): (file: ParquetFile, range: RowRange) => Promise<Row[]> {
  let last: { readonly range: RowRange; readonly rows: Promise<Row[]> } | undefined;
  return (file, range) => {
    if (last?.range !== range) last = { range, rows: readRows(file, PICTURES, range) };
    return last.rows;
  };
}

/** Where a row stands, and how its pictures are read again; nothing that holds pictures itself. */
interface Place {
  readonly file: ParquetFile;
  readonly range: RowRange;
  /** In the range, from 0. */
  readonly index: number;
  readonly readPictures: ReturnType<typeof pictureReader>;
}

/** @returns null where the row says nothing */
function groupOf(row: Row, place: Place): PreferenceGroup | null {
  if (row.has_label === false || row.are_different === false) return null;
  const { caption, user_id: user } = row;
  if (typeof caption !== 'string' || caption.trim() === '') throw new ModelError('its caption is empty');
  return {
    prompt: caption,
    profile: user === null || user === undefined ? {} : { user_id: String(user) },
    images: PICTURES.map((column) => pictureFile(row, column, place)),
    positives: positivesOf(row),
    weight: 1 / Math.max(1, Number(row.num_example_per_prompt ?? 1)),
  };
}

function positivesOf({ label_0: first, label_1: second }: Row): boolean[] {
  const [a, b] = [Number(first), Number(second)];
  const isChoice = [0, 0.5, 1].includes(a) && a + b === 1;
  if (!isChoice)
    throw new ModelError(`its labels are ${first} and ${second}, but must be 1 and 0, 0 and 1 or both 0.5`);
  return [a > 0, b > 0];
}

function pictureFile(row: Row, column: string, place: Place): PictureFile {
  const bytes = row[column];
  if (!(bytes instanceof Uint8Array) || bytes.length === 0)
    throw new ModelError(`the image ${column} is missing`);
  return { hash: sha256(bytes), bytes: () => pictureAgain(column, place) };
}

async function pictureAgain(
  column: string,
  { file, range, index, readPictures }: Place,
): Promise<Uint8Array> {
  const found = (await readPictures(file, range))[index]?.[column];
  if (found instanceof Uint8Array) return found;
  throw new ModelError(`${file.path} no longer holds the image ${column} of row ${range.start + index + 1}.`);
}
