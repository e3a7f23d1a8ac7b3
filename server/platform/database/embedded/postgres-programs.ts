import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { PostgresOwner } from './postgres-owner.js';

/** What a program printed until it ended. */
export interface ProgramOutcome {
  /** Null if a signal ended the program. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** PostgreSQL's own programs, run as the user that PostgreSQL runs as. */
export class PostgresPrograms {
  constructor(
    readonly folder: string,
    readonly owner: PostgresOwner,
  ) {}

  /** Runs a program to its end, in a session of its own so that Ctrl-C reaches us alone. */
  run(program: 'initdb' | 'pg_ctl' | 'postgres', words: readonly string[]): Promise<ProgramOutcome> {
    return new Promise((resolve, reject) => {
      const child = spawn(join(this.folder, program), words, {
        ...this.owner,
        detached: true,
        cwd: '/',
        env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const printed = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const) {
        child[stream].on('data', (chunk) => {
          printed[stream] += chunk;
        });
      }
      child.on('error', reject).on('close', (code) => resolve({ code, ...printed }));
    });
  }
}
