import { invalidInput } from '../../platform/index.js';

/**
 * The address of a server without what follows its root.
 *
 * @throws {DomainError} INVALID_INPUT for one that is not http or https, or that holds a password
 */
export function rootOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw invalidInput(`"${text}" is no http:// or https:// address`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw invalidInput('The address must hold no user name, password, query or fragment');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v2$/, '');
}
