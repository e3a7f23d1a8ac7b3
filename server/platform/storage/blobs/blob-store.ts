import type { Readable } from 'node:stream';

/** Some bytes, named by what they are. */
export interface StoredBlob {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
  readonly byteSize: number;
}

export interface OpenBlob {
  readonly byteSize: number;
  readonly stream: Readable;
}

/**
 * Keeps bytes under the hash of themselves: the same bytes are kept once and a name never means other bytes.
 * A disk, or later an object store.
 */
export interface BlobStore {
  /**
   * Keeps some bytes. When it resolves they survive a power cut; before, and if it fails, there is no trace of them.
   *
   * @throws {DomainError} INVALID_INPUT for more than `maximumBytes`
   */
  put(content: Content, maximumBytes: number): Promise<StoredBlob>;

  /** Null when there are no such bytes. The caller reads the stream to its end or destroys it. */
  open(hash: string): Promise<OpenBlob | null>;
}

export type Content = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
