import type { DataSource } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { networkOf } from '../../network/network-of.js';
import type { Logger } from '../../telemetry/logger.js';
import { AttemptLimit } from '../limits/attempt-limit.js';
import { type AuditLog, type AuditSubject, actorOf } from './audit-log.js';

/** An entry of one actor, action and subject type is written at most once in this time. */
const QUIET_SECONDS = 60;
/** The same for who was stopped by a limit: as long as its window. */
const LIMIT_QUIET_SECONDS = 15 * 60;
/** Entries about people who are not signed in, in `QUIET_SECONDS`, from everywhere. */
const MAX_STRANGER_ENTRIES = 30;
/** More of them about one account that exists, so that tries of made-up ones cannot hide those. */
const MAX_ACCOUNT_ENTRIES = 5;

export interface Refusal {
  readonly viewer: Viewer;
  /** Network address of the client. */
  readonly address: string;
  readonly action: 'signIn.fail' | 'signIn.limit' | 'permission.refuse';
  readonly subject: AuditSubject;
  /** Never a secret. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface RefusalLogOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly log: Logger;
}

/**
 * Notes in the audit log who was refused what, and leaves the repetitions out: a flood of refusals is not one there.
 */
export class RefusalLog {
  private readonly byActor: AttemptLimit;
  private readonly limited: AttemptLimit;
  private readonly strangers: AttemptLimit;
  private readonly accounts: AttemptLimit;

  constructor(private readonly options: RefusalLogOptions) {
    const { dataSource } = options;
    const limit = (name: string, maximum: number, windowSeconds: number) =>
      new AttemptLimit({ dataSource, name, maximum, windowSeconds });
    this.byActor = limit('refusal-by-actor', 1, QUIET_SECONDS);
    this.limited = limit('refusal-by-limit', 1, LIMIT_QUIET_SECONDS);
    this.strangers = limit('refusal-of-strangers', MAX_STRANGER_ENTRIES, QUIET_SECONDS);
    this.accounts = limit('refusal-by-account', MAX_ACCOUNT_ENTRIES, QUIET_SECONDS);
  }

  /** Never fails: what was refused stays refused when it cannot be noted. */
  async note(refusal: Refusal): Promise<void> {
    const { audit, dataSource, log } = this.options;
    const { viewer, action, subject, details, address } = refusal;
    try {
      if (!(await this.isNews(refusal))) return;
      await audit.record(dataSource.manager, viewer, action, subject, { ...details, address });
    } catch (error) {
      log.warn({ err: error, action }, 'a refusal could not be noted in the audit log');
    }
  }

  /** Reads before it writes, so that a flood adds no counts that lead to no entry. */
  private async isNews(refusal: Refusal): Promise<boolean> {
    const { viewer, action } = refusal;
    const limit = action === 'signIn.limit' ? this.limited : this.byActor;
    const key = repetitionOf(refusal);
    if ((await limit.wait(key)) !== null) return false;
    const isStranger = actorOf(viewer).actorId === null;
    if (isStranger && !(await this.hasRoomForStranger(refusal))) return false;
    return (await limit.tryTake(key)) === null;
  }

  private async hasRoomForStranger({ action, subject }: Refusal): Promise<boolean> {
    if ((await this.strangers.tryTake('')) === null) return true;
    if (action !== 'signIn.fail') return false;
    const [{ isAccount }] = await this.options.dataSource.query(
      'SELECT EXISTS (SELECT FROM users WHERE email = $1) AS "isAccount"',
      [subject.id],
    );
    return isAccount && (await this.accounts.tryTake(subject.id)) === null;
  }
}

/** What makes a refusal the same as one before; strangers that a limit stops differ by their address only. */
function repetitionOf({ viewer, address, action, subject }: Refusal): string {
  const network = networkOf(address);
  if (action === 'signIn.limit') return `${network} ${action}`;
  const actor = actorOf(viewer).actorId ?? `${network} ${subject.id}`;
  return `${actor} ${action} ${subject.type}`;
}
