import { DomainError, type Environment } from '../../platform/index.js';

const NAME = /^TOILE_REMOTE_KEY_[A-Z0-9_]+$/;

/** There is no key that may go to a model server. The message names the variable: it is for those who run models. */
export class ServerKeyError extends DomainError {
  constructor(code: 'INVALID_INPUT' | 'CONFLICT', message: string) {
    super(code, message);
  }
}

/**
 * The key of a model server. Its environment variable holds the address of the server, a space and the key, e.g.
 * `https://models.example.com s3cret`: who registers a model can name a variable, but not send its key elsewhere.
 *
 * @param url root of the server that the key would be sent to
 * @throws {ServerKeyError} INVALID_INPUT for a variable that is none of a key, or is for another server; CONFLICT where
 *   it is not set, or holds no address and key. None of them says the address or the key.
 */
export function serverKey(environment: Environment, variable: string, url: string): string {
  if (!NAME.test(variable)) {
    throw new ServerKeyError(
      'INVALID_INPUT',
      `"${variable}" must be TOILE_REMOTE_KEY_ and a name of capital letters`,
    );
  }
  const value = environment[variable];
  if (!value) {
    throw new ServerKeyError(
      'CONFLICT',
      `The environment variable ${variable}, which holds the key of this model, is not set here`,
    );
  }
  const [address = '', key = '', ...more] = value.trim().split(/\s+/);
  if (!URL.canParse(address) || key === '' || more.length > 0) {
    throw new ServerKeyError(
      'CONFLICT',
      `${variable} must hold the address of the model server, a space and its key`,
    );
  }
  if (new URL(address).origin === new URL(url).origin) return key;
  throw new ServerKeyError(
    'INVALID_INPUT',
    `${variable} holds the key of another server: ask the operator for one of this server`,
  );
}
