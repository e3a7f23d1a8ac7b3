/** Classes of SQLSTATE: connection exceptions, too many connections, shutdown and start of the server. */
const GONE = /^(08...|53300|57P0[123])$/;
const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT'];
const SENTENCES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** What clients are told then. */
export const DATABASE_GONE =
  'The database cannot be reached or has too much to do at the moment: try again in a few seconds';

/** Whether an error only says that the database cannot be reached now: worth trying again a little later. */
export function isDatabaseGone(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause } = error as NodeJS.ErrnoException;
  if (code && (GONE.test(code) || NETWORK.includes(code))) return true;
  return SENTENCES.test(message ?? '') || isDatabaseGone(cause);
}
