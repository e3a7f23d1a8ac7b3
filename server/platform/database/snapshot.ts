import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { readFor } from './read-for.js';

/**
 * Reads for one client that all see the same moment, also those that are asked for while others run. They share one
 * connection, one after the other. It is given back after a whole turn of the event loop without a read, so an unused
 * snapshot holds no connection. A read after that sees a later moment.
 */
export class Snapshot {
  private readonly waiting: Read[] = [];
  private isOpen = false;

  /** @param reader as `readFor` has it */
  constructor(
    private readonly reader: object,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws what `read` throws; or, if a read before it failed, what that threw */
  read<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = async (manager: EntityManager) => resolve(await read(manager));
      this.waiting.push({ run, reject });
      if (!this.isOpen) void this.open();
    });
  }

  private async open(): Promise<void> {
    this.isOpen = true;
    try {
      await readFor(this.reader, this.dataSource, (manager) =>
        manager.transaction('REPEATABLE READ', async (own) => {
          await own.query('SET TRANSACTION READ ONLY');
          await this.runAll(own);
        }),
      );
    } catch (error) {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    } finally {
      this.isOpen = false;
      if (this.waiting.length > 0) void this.open(); // asked for while the snapshot was closed
    }
  }

  /** A read leaves the queue when it is done, so that a failure reaches it and those behind it. */
  private async runAll(manager: EntityManager): Promise<void> {
    while (this.waiting.length > 0) {
      await this.waiting[0]!.run(manager);
      this.waiting.shift();
      if (this.waiting.length === 0) await nextTurn();
    }
  }
}

interface Read {
  readonly run: (manager: EntityManager) => Promise<void>;
  readonly reject: (reason: unknown) => void;
}
