import type { AsyncBuffer, ColumnMetaData, FileMetaData, PageHeader, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getSchemaPath, isFlatColumn } from 'hyparquet/src/schema.js';
import {
  MAX_GROUP_BYTES,
  MAX_GROUP_ROWS,
  MAX_GROUP_VALUES,
  MAX_PAGE_BYTES,
  tooLarge,
  tooManyRows,
} from './parquet-limits.js';

/**
 * Refuses a row group that would need too much memory, by what the file states of it and by the headers of its pages,
 * since arrays are made in the sizes that headers state.
 *
 * @throws {Error} for a part beyond its limit, and for pages that contradict the row group
 */
export async function checkRowGroup(
  file: AsyncBuffer,
  { schema }: FileMetaData,
  group: RowGroup,
): Promise<void> {
  if (group.num_rows > MAX_GROUP_ROWS) throw tooManyRows();
  const chunks = group.columns.map(({ meta_data: chunk }) => chunk).filter((chunk) => chunk !== undefined);
  const compressed = chunks.reduce((sum, chunk) => sum + Number(chunk.total_compressed_size), 0);
  if (compressed > MAX_GROUP_BYTES) throw tooLarge('row group', MAX_GROUP_BYTES);
  let byteSize = 0;
  for (const chunk of chunks) {
    const pages = await pagesOf(file, chunk);
    byteSize += pages.reduce((sum, page) => sum + page.uncompressed_page_size, 0);
    if (byteSize > MAX_GROUP_BYTES) throw tooLarge('row group', MAX_GROUP_BYTES);
    const values = pages.reduce((sum, page) => sum + valuesOf(page), 0);
    const isFlat = isFlatColumn(getSchemaPath(schema, chunk.path_in_schema));
    if (isFlat ? values !== Number(group.num_rows) : values > MAX_GROUP_VALUES)
      throw new Error(`a column has ${values} values in a row group of ${group.num_rows} rows`);
  }
}

async function pagesOf(file: AsyncBuffer, chunk: ColumnMetaData): Promise<PageHeader[]> {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const bytes = await file.slice(start, start + Number(chunk.total_compressed_size));
  const reader = { view: new DataView(bytes), offset: 0 };
  const pages: PageHeader[] = [];
  while (reader.offset < bytes.byteLength - 1) {
    const page = parquetHeader(reader);
    refuseImpossible(page);
    reader.offset += page.compressed_page_size;
    pages.push(page);
  }
  return pages;
}

function refuseImpossible(page: PageHeader): void {
  if (page.uncompressed_page_size > MAX_PAGE_BYTES) throw tooLarge('page', MAX_PAGE_BYTES);
  const { num_values: values = 0, num_nulls: nulls = 0 } = page.data_page_header_v2 ?? {};
  const sizes = [
    page.compressed_page_size,
    page.uncompressed_page_size,
    valuesOf(page),
    nulls,
    values - nulls,
  ];
  if (!sizes.every((size) => size >= 0) || dictionarySize(page) > MAX_GROUP_VALUES)
    throw new Error('a page states an impossible size');
}

const dictionarySize = (page: PageHeader) => page.dictionary_page_header?.num_values ?? 0;
const valuesOf = ({ data_page_header: first, data_page_header_v2: second }: PageHeader) =>
  first?.num_values ?? second?.num_values ?? 0;
