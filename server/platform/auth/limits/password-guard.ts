import type { DataSource } from 'typeorm';
import { Turns } from '../../concurrency/turns.js';
import type { KnownDeviceService } from '../devices/known-device.service.js';
import { isPassword } from '../passwords.js';
import { AttemptLimit } from './attempt-limit.js';
import { networkOf } from './network-of.js';

const WINDOW_SECONDS = 15 * 60;
/** Failures in one window, by account and known device, or by account and address. */
const MAX_FAILURES = 5;
/** By account over all addresses; above it only known devices may try. */
const MAX_ACCOUNT_FAILURES = 100;
/** By address over all accounts; above it only known devices may try. An office behind one address stays below. */
const MAX_ADDRESS_FAILURES = 300;

/** Each computation of argon2 takes 19 MiB; known devices wait for each other only. */
const KNOWN_TURNS = { atATime: 1, waiting: 100, subject: 'Sign-ins are' };
const STRANGER_TURNS = { atATime: 2, waiting: 100, subject: 'Sign-ins are' };

export interface PasswordAttempt {
  /** In lower case; of nobody, maybe. */
  readonly email: string;
  /** Null for who cannot have the right password. */
  readonly passwordHash: string | null;
  readonly password: string;
  /** Network address of the client. */
  readonly address: string;
  /** What the browser is known by, if it says so. */
  readonly deviceToken: string | null;
}

interface Slot {
  readonly limit: AttemptLimit;
  readonly key: string;
}

/**
 * Checks passwords in a way that nobody can guess them, nor use up the attempts of who knows them: a browser that
 * signed in to the account before has attempts of its own.
 *
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export class PasswordGuard {
  private readonly byDevice: AttemptLimit;
  private readonly byAccountAndAddress: AttemptLimit;
  private readonly byAddress: AttemptLimit;
  private readonly byAccount: AttemptLimit;
  private readonly knownTurns = new Turns(KNOWN_TURNS);
  private readonly strangerTurns = new Turns(STRANGER_TURNS);

  constructor(
    dataSource: DataSource,
    private readonly devices: KnownDeviceService,
  ) {
    const limit = (name: string, maximum: number) =>
      new AttemptLimit({ dataSource, name, maximum, windowSeconds: WINDOW_SECONDS });
    this.byDevice = limit('password-by-device', MAX_FAILURES);
    this.byAccountAndAddress = limit('password-by-account-and-address', MAX_FAILURES);
    this.byAddress = limit('password-by-address', MAX_ADDRESS_FAILURES);
    this.byAccount = limit('password-by-account', MAX_ACCOUNT_FAILURES);
  }

  /**
   * Whether a password is right; only wrong ones count in the end. It takes as long for who has no password.
   *
   * @throws {DomainError} RATE_LIMITED after too many failures, or while too many attempts wait
   */
  async isRight(attempt: PasswordAttempt): Promise<boolean> {
    const { email, passwordHash, password, deviceToken } = attempt;
    const isKnown = deviceToken !== null && (await this.devices.isKnown(email, deviceToken));
    const slots = isKnown
      ? [{ limit: this.byDevice, key: `${email} ${deviceToken}` }]
      : this.strangerSlots(attempt);
    const turns = isKnown ? this.knownTurns : this.strangerTurns;
    const taken: Slot[] = [];
    let isWrong = false;
    try {
      for (const slot of slots) {
        await slot.limit.take(slot.key);
        taken.push(slot);
      }
      isWrong = !(await turns.take(() => isPassword(passwordHash, password)));
      return !isWrong;
    } finally {
      if (!isWrong) await Promise.all(taken.map(({ limit, key }) => limit.giveBack(key)));
    }
  }

  /** The narrowest first, so that who is stopped by it does not use up the others. */
  private strangerSlots({ email, address }: PasswordAttempt): readonly Slot[] {
    const network = networkOf(address);
    return [
      { limit: this.byAccountAndAddress, key: `${email} ${network}` },
      { limit: this.byAddress, key: network },
      { limit: this.byAccount, key: email },
    ];
  }
}
