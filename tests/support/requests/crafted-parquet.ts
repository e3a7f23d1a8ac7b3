import type { CompressionCodec, FileMetaData, PageHeader } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';

export interface CraftedPage {
  readonly header: Omit<PageHeader, 'compressed_page_size'>;
  readonly bytes: Uint8Array;
}

export interface Crafted {
  readonly pages: readonly CraftedPage[];
  readonly codec?: CompressionCodec;
  /** What the row group states. */
  readonly rowCount?: number;
}

const MAGIC = new TextEncoder().encode('PAR1');

/** A Parquet file of one column of texts, `item`, whose pages say what they like. */
export function craftedParquet({ pages, codec = 'UNCOMPRESSED', rowCount = 1 }: Crafted): Uint8Array {
  const writer = new ByteWriter();
  writer.appendBytes(MAGIC);
  const start = writer.offset;
  for (const { header, bytes } of pages) {
    writePageHeader(writer, { ...header, compressed_page_size: bytes.byteLength });
    writer.appendBytes(bytes);
  }
  const size = BigInt(writer.offset - start);
  const isDictionary = pages[0]?.header.type === 'DICTIONARY_PAGE';
  const metadata: FileMetaData = {
    version: 1,
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'item', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED', converted_type: 'UTF8' },
    ],
    num_rows: BigInt(rowCount),
    row_groups: [
      {
        columns: [
          {
            file_offset: BigInt(start),
            meta_data: {
              type: 'BYTE_ARRAY',
              encodings: ['PLAIN'],
              path_in_schema: ['item'],
              codec,
              num_values: BigInt(rowCount),
              total_uncompressed_size: size,
              total_compressed_size: size,
              data_page_offset: BigInt(start),
              ...(isDictionary && { dictionary_page_offset: BigInt(start) }),
            },
          },
        ],
        total_byte_size: size,
        num_rows: BigInt(rowCount),
      },
    ],
    metadata_length: 0,
  };
  writeMetadata(writer, metadata);
  writer.appendBytes(MAGIC);
  return new Uint8Array(writer.getBuffer());
}

/** The header of a page of `values` plain texts. */
export const dataPage = (
  values: number,
  uncompressedBytes: number,
  encoding: 'PLAIN' | 'RLE_DICTIONARY' | 'DELTA_BYTE_ARRAY' = 'PLAIN',
) => ({
  type: 'DATA_PAGE' as const,
  uncompressed_page_size: uncompressedBytes,
  data_page_header: {
    num_values: values,
    encoding,
    definition_level_encoding: 'RLE' as const,
    repetition_level_encoding: 'RLE' as const,
  },
});

/** A text as a page has it. */
export function plainText(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const page = new Uint8Array(4 + bytes.byteLength);
  new DataView(page.buffer).setUint32(0, bytes.byteLength, true);
  page.set(bytes, 4);
  return page;
}
