import type { Config } from '../config/settings.js';
import type { LockContent } from './embedded/lock/data-lock.js';

/** A database that answers. */
export interface OpenDatabase {
  /** `postgres://` URL with its password: never log it. */
  readonly url: string;
  /** The same for the owner of the tables, who migrates it; null where only the server that runs does. */
  readonly ownerUrl: string | null;
  /** Where the server that it belongs to is reached; null where there is none but perhaps ourselves. */
  readonly address: string | null;
  /** Version of that server; null if it is not known. */
  readonly serverVersion: string | null;
  /** Tells commands on the same data folder where this process serves. */
  announce(address: string): Promise<void>;
  /** Stops the database where it is our own. */
  close(): Promise<void>;
}

export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'dataDirectory'> &
  Partial<Pick<Config, 'databaseOwnerUrl'>>;

/** A database that Toile does not run. */
export const databaseAt = (
  url: string,
  ownerUrl: string | null = url,
  server: LockContent | null = null,
): OpenDatabase => ({
  url,
  ownerUrl,
  address: server?.address ?? null,
  serverVersion: server?.version ?? null,
  announce: async () => {},
  close: async () => {},
});
