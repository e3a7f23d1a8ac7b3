import { type DestinationStream, type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export type { Logger };

/** Names of fields whose values never reach a log, wherever they stand in an object. */
const SECRETS = [
  'authorization',
  'cookie',
  'setcookie',
  'xapikey',
  'apikey',
  'password',
  'currentpassword',
  'passwordhash',
  'secret',
  'token',
  'tokenhash',
  'signinlink',
  'keyhash',
  'writekey',
  'databaseurl',
];

const CENSOR = '[redacted]';
const MAX_DEPTH = 6;

/** The password of `protocol://user:password@host` and the token of `?token=...`, anywhere in a text. */
const CREDENTIALS = /(\/\/[^/\s:@]*:)[^@\s/]+(?=@)|([?&]token=)[^&\s"]+/g;

export interface LoggerOptions {
  readonly level: string;
  /** Standard output by default; the command line logs to standard error. */
  readonly destination?: DestinationStream;
}

/**
 * Structured logs, one JSON object a line. Whatever is logged is first copied without its secrets: values of
 * fields with a secret's name at any depth, passwords inside URLs and tokens inside links. Fields bound to a
 * child logger are not copied: bind ids only.
 */
export const createLogger = ({ level, destination = pino.destination(1) }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: safeFields },
      serializers: { err: (error) => error, req: requestFields, res: ({ statusCode }) => ({ statusCode }) },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map(safeArgument) as Parameters<typeof method>);
        },
      },
    },
    destination,
  );

interface LoggedRequest {
  readonly method: string;
  readonly url: string;
  readonly ip?: string;
}

const requestFields = ({ method, url, ip }: LoggedRequest) => ({
  method,
  url: withoutCredentials(url),
  remoteAddress: ip,
});

/** `req` and `res` are live objects, which their serializers reduce afterwards. */
function safeFields({ req, res, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return { ...(withoutSecrets(fields, 0) as object), ...(req ? { req } : {}), ...(res ? { res } : {}) };
}

/** A bare error is logged as `err`; pino would take its message as it is. */
const safeArgument = (argument: unknown) =>
  argument instanceof Error
    ? { err: argument, msg: withoutCredentials(argument.message) }
    : withoutCredentials(argument);

/** Where the logs of an entry go: readable on a terminal, JSON elsewhere. @param descriptor 1 or 2 */
export const logOutput = (descriptor: 1 | 2): DestinationStream =>
  (descriptor === 1 ? process.stdout : process.stderr).isTTY
    ? pretty({ destination: descriptor, ignore: 'reqId', translateTime: 'SYS:HH:MM:ss', sync: true })
    : pino.destination({ dest: descriptor, sync: true }); // nothing is lost when the process ends

const isSecret = (name: string) => SECRETS.includes(name.toLowerCase().replace(/[^a-z]/g, ''));

const withoutCredentials = (value: unknown) =>
  typeof value === 'string' ? value.replace(CREDENTIALS, `$1$2${CENSOR}`) : value;

function withoutSecrets(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return withoutCredentials(value);
  if (depth > MAX_DEPTH) return '[deep]';
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((element) => withoutSecrets(element, depth + 1));
  const fields = Object.entries(value instanceof Error ? errorFields(value) : value);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, isSecret(name) ? CENSOR : withoutSecrets(field, depth + 1)]),
  );
}

/** Without the parameters of a failed query: they are what people typed. */
function errorFields(error: Error): object {
  const { parameters: _, driverError: __, ...own } = error as Error & Record<string, unknown>;
  return { type: error.name, stack: error.stack, cause: error.cause, ...own, message: error.message };
}
