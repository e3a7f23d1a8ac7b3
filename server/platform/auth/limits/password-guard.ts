import type { DataSource } from 'typeorm';
import { KeyedTurns } from '../../concurrency/keyed-turns.js';
import { type TurnLimits, Turns } from '../../concurrency/turns.js';
import { networkOf } from '../../network/network-of.js';
import type { KnownDeviceService } from '../devices/known-device.service.js';
import { isPassword } from '../passwords.js';
import { AttemptLimit } from './attempt-limit.js';
import { RequestLimit } from './request-limit.js';

const WINDOW_SECONDS = 15 * 60;
/** Failures in one window, by account and known device, or by account and address. */
const MAX_FAILURES = 5;
/** By account over all addresses; above it only known devices may try. */
const MAX_ACCOUNT_FAILURES = 100;
/** By address over all accounts; above it only known devices may try. An office behind one address stays below. */
const MAX_ADDRESS_FAILURES = 300;

/** Attempts a minute from an address that are not from known devices: several times as many as an office makes. */
const MAX_STRANGER_REQUESTS = 300;

/** Attempts for one account run one after another, so that no account crowds out the others. */
const ACCOUNT_TURNS = { atATime: 1, waiting: 4, subject: 'Sign-ins are' };
/** Each computation of argon2 takes 19 MiB; known devices wait for each other only. */
const KNOWN_TURNS = { atATime: 1, waiting: 100, subject: 'Sign-ins are' };
const STRANGER_TURNS = { atATime: 2, waiting: 100, subject: 'Sign-ins are' };

export interface PasswordAttempt {
  /** In lower case; maybe not the e-mail of any person. */
  readonly email: string;
  /** Looked up only if the attempt is not refused; null for a person who cannot have the right password. */
  readonly passwordHash: () => Promise<string | null>;
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

/** Where attempts wait for their turn. */
interface Queue {
  readonly accounts: KeyedTurns;
  readonly everyone: Turns;
}

/**
 * Checks passwords so that strangers can neither guess them nor use up the attempts of the people who know them: a
 * browser that signed in to the account before has attempts of its own.
 *
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export class PasswordGuard {
  private readonly byDevice: AttemptLimit;
  private readonly byAccountAndAddress: AttemptLimit;
  private readonly byAddress: AttemptLimit;
  private readonly byAccount: AttemptLimit;
  private readonly strangerRequests = new RequestLimit(MAX_STRANGER_REQUESTS);
  private readonly known = queueOf(KNOWN_TURNS);
  private readonly strangers = queueOf(STRANGER_TURNS);

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
   * Whether a password is right; only wrong ones count in the end. It takes as long for a person without a password.
   * What costs least comes first: the device, one look-up if the browser presents one; requests, in memory; then the
   * limits, which are read before any of them is written.
   *
   * @throws {DomainError} RATE_LIMITED after too many failures or requests, or while too many attempts wait
   */
  async isRight(attempt: PasswordAttempt): Promise<boolean> {
    const { email, address, deviceToken } = attempt;
    const isKnown = deviceToken !== null && (await this.devices.isKnown(email, deviceToken));
    if (!isKnown) this.strangerRequests.take(networkOf(address));
    const slots = isKnown
      ? [{ limit: this.byDevice, key: `${email} ${deviceToken}` }]
      : this.strangerSlots(attempt);
    for (const { limit, key } of slots) await limit.check(key);
    const { accounts, everyone } = isKnown ? this.known : this.strangers;
    return accounts.take(email, () =>
      counted(slots, async () => {
        const passwordHash = await attempt.passwordHash();
        return everyone.take(() => isPassword(passwordHash, attempt.password));
      }),
    );
  }

  /** The broadest first: an address above its limit is stopped before anything narrower is looked at. */
  private strangerSlots({ email, address }: PasswordAttempt): readonly Slot[] {
    const network = networkOf(address);
    return [
      { limit: this.byAddress, key: network },
      { limit: this.byAccount, key: email },
      { limit: this.byAccountAndAddress, key: `${email} ${network}` },
    ];
  }
}

const queueOf = (turns: TurnLimits): Queue => ({
  accounts: new KeyedTurns(ACCOUNT_TURNS),
  everyone: new Turns(turns),
});

/** Whether an attempt is right, counted in all slots while it is made and, if it is wrong, afterwards. */
async function counted(slots: readonly Slot[], isRight: () => Promise<boolean>): Promise<boolean> {
  const begun: Slot[] = [];
  let isWrong = false;
  try {
    for (const slot of slots) {
      await slot.limit.begin(slot.key);
      begun.push(slot);
    }
    isWrong = !(await isRight());
    return !isWrong;
  } finally {
    await Promise.all(begun.map(({ limit, key }) => limit.settle(key, { isRight: !isWrong })));
  }
}
