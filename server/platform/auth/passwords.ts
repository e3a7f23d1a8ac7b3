import { hash, verify } from '@node-rs/argon2';
import { invalidInput } from '../errors/domain-error.js';
import { type PasswordOwner, refuseWeakPassword } from './password-strength.js';

/** Characters. */
export const PASSWORD_LENGTH_RANGE = { min: 12, max: 256 };

/**
 * argon2id with 19 MiB, two passes and one lane.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html (Argon2id)
 */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Verified in place of the hash that an unknown person does not have, so that both take as long. */
const NOBODY = hash('nobody has this password', PARAMETERS);

/**
 * What is stored of a password.
 *
 * @throws {DomainError} INVALID_INPUT when it has fewer than 12 or more than 256 characters, or is easy to guess
 */
export async function hashPassword(password: string, owner: PasswordOwner): Promise<string> {
  if (password.length < PASSWORD_LENGTH_RANGE.min)
    throw invalidInput(`A password needs at least ${PASSWORD_LENGTH_RANGE.min} characters`);
  if (password.length > PASSWORD_LENGTH_RANGE.max)
    throw invalidInput(`A password has at most ${PASSWORD_LENGTH_RANGE.max} characters`);
  refuseWeakPassword(password, owner);
  return hash(password.normalize('NFKC'), PARAMETERS);
}

/** Takes as long without a hash, so that time does not tell who has an account. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (password.length > PASSWORD_LENGTH_RANGE.max) return false;
  const matches = await verify(passwordHash ?? (await NOBODY), password.normalize('NFKC'));
  return matches && passwordHash !== null;
}
