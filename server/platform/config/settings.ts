import { z } from 'zod';
import type { Range } from '../../random/index.js';
import { wholeWithin } from '../limits/checks.js';
import { isHostEntry, MAX_PORT } from '../network/host-list.js';

/** One environment variable: the parser, `toile config` and its error messages all come from here. */
export interface Setting<T> {
  /** Name of the environment variable. */
  readonly name: string;
  /** What an absent or empty variable means, as one would type it; null where there is no default. */
  readonly default: string | null;
  readonly meaning: string;
  /** Completes "NAME must be ...". */
  readonly allowed: string;
  readonly schema: z.ZodType<T, string | undefined>;
  /** Never printed nor logged. */
  readonly secret?: boolean;
}

const setting = <T>(definition: Setting<T>) => definition;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** TensorFlow.js's places to compute, fastest first; the model library knows what each means. */
const TENSOR_BACKENDS = ['gpu', 'node', 'wasm', 'cpu'] as const;

const wholeNumber = (range: Range) => ({
  allowed: `a whole number from ${range.min} to ${range.max}`,
  schema: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(wholeWithin(range)),
});

const webAddress = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

/** `1` trusts every proxy, `0` none; else a list of addresses. The value is what Fastify's `trustProxy` takes. */
const proxies = z
  .string()
  .regex(/^([01]|[0-9a-fA-F.:/]+(\s*,\s*[0-9a-fA-F.:/]+)*)$/)
  .transform((text) => (text === '0' ? false : text === '1' || text.split(/\s*,\s*/)));

const hostEntries = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every(isHostEntry))
  .optional();

const inferencePort = wholeNumber({ min: 1, max: MAX_PORT });

/** Every setting of the server, its workers and its command line. */
export const settings = {
  port: setting({
    name: 'PORT',
    default: '4000',
    meaning: 'Port of the dashboard and the API; 0 takes any free one.',
    ...wholeNumber({ min: 0, max: MAX_PORT }),
  }),
  host: setting({
    name: 'HOST',
    default: 'localhost',
    meaning:
      'Address to listen on. The default is reached from this machine only; 0.0.0.0 is reached from everywhere.',
    allowed: 'a host name or an IP address',
    schema: z.string().regex(/^[\w.:-]+$/),
  }),
  publicUrl: setting({
    name: 'TOILE_PUBLIC_URL',
    default: null,
    meaning:
      'Where people reach the server, e.g. https://toile.example.com: sign-in links begin with it, and with https the session cookie is sent over https only. http://localhost:PORT where it is not set.',
    allowed: 'an http:// or https:// address',
    schema: webAddress('http:', 'https:')
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
  }),
  trustProxy: setting({
    name: 'TOILE_TRUST_PROXY',
    default: '0',
    meaning:
      'Which reverse proxies may say who the client is (X-Forwarded-For): 0 none, 1 every one, or their addresses separated by commas. Attempts are limited by that address, and /metrics is open without a key on this machine only.',
    allowed: '0, 1, or IP addresses and networks separated by commas',
    schema: proxies,
  }),
  dataDirectory: setting({
    name: 'TOILE_DATA_DIR',
    default: './data',
    meaning: 'Folder of images, uploads and, without DATABASE_URL, of the database.',
    allowed: 'the path of a folder',
    schema: z.string(),
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    default: null,
    meaning:
      'A PostgreSQL 15 or newer to use, e.g. postgres://toile_app:password@host:5432/toile. Without it Toile runs a PostgreSQL of its own in the data folder.',
    allowed: 'a postgres:// address',
    schema: webAddress('postgres:', 'postgresql:').optional(),
    secret: true,
  }),
  databaseOwnerUrl: setting({
    name: 'DATABASE_OWNER_URL',
    default: null,
    meaning:
      'The same database as DATABASE_URL with the role that owns the tables, used for migrations only: then the role of DATABASE_URL, which you make with CREATE ROLE toile_app LOGIN PASSWORD, is given what daily work needs and cannot change tables or the audit log. Without it DATABASE_URL is used for both.',
    allowed: 'a postgres:// address, together with DATABASE_URL',
    schema: webAddress('postgres:', 'postgresql:').optional(),
    secret: true,
  }),
  databasePool: setting({
    name: 'TOILE_DATABASE_POOL',
    default: '10',
    meaning:
      'Database connections that each process holds at most for requests, as many again for events, for the keys, sessions and workspaces of all requests and for health, which never wait for reports, and as many again for jobs, or 2 for each of TOILE_JOBS if that is more. The job queue takes TOILE_JOBS + 3. The embedded PostgreSQL has 100 for all processes.',
    ...wholeNumber({ min: 2, max: 100 }),
  }),
  jobConcurrency: setting({
    name: 'TOILE_JOBS',
    default: '2',
    meaning: 'Jobs a process runs at the same time; 0 in the server leaves them all to worker processes.',
    ...wholeNumber({ min: 0, max: 64 }),
  }),
  demo: setting({
    name: 'TOILE_DEMO',
    default: null,
    meaning:
      'Whether the first start loads the simulated demo workspace: 1 or 0. By default 1 for an empty embedded database and 0 with DATABASE_URL.',
    allowed: '1 or 0',
    schema: z
      .enum(['0', '1'])
      .transform((text) => text === '1')
      .optional(),
  }),
  tensorBackend: setting({
    name: 'TOILE_TF_BACKEND',
    default: null,
    meaning:
      'What models run on: gpu (needs @tensorflow/tfjs-node-gpu), node (needs @tensorflow/tfjs-node), wasm or cpu (plain JavaScript). The fastest one that starts where it is not set.',
    allowed: `one of ${TENSOR_BACKENDS.join(', ')}`,
    schema: z.enum(TENSOR_BACKENDS).optional(),
  }),
  inferencePort: setting({
    name: 'TOILE_INFERENCE_PORT',
    default: null,
    meaning:
      'Port on which "npm run worker" serves the models to other programs, under the Open Inference Protocol v2, on the address HOST. It serves none where it is not set.',
    allowed: inferencePort.allowed,
    schema: inferencePort.schema.optional(),
  }),
  inferenceKey: setting({
    name: 'TOILE_INFERENCE_KEY',
    default: null,
    meaning: 'What programs send as "Authorization: Bearer KEY" to TOILE_INFERENCE_PORT, which needs it.',
    allowed: 'a secret of at least 16 characters without spaces',
    schema: z
      .string()
      .regex(/^\S{16,}$/)
      .optional(),
    secret: true,
  }),
  remoteHosts: setting({
    name: 'TOILE_REMOTE_HOSTS',
    default: null,
    meaning:
      'Model servers that Toile may connect to although their addresses are private, loopback or otherwise not public, e.g. models.internal:8000,10.1.0.0/16. A host name allows whatever address it leads to; an entry without a port allows every port. Servers on public addresses need no entry.',
    allowed: 'host names, IP addresses (each also with a port) and networks, separated by commas',
    schema: hostEntries,
  }),
  drainSeconds: setting({
    name: 'TOILE_DRAIN_SECONDS',
    default: '2',
    meaning:
      'How long the server says "not ready" at /health/ready before it takes no more requests when SIGTERM (not Ctrl-C) stops it: as long as your load balancer needs to notice.',
    ...wholeNumber({ min: 0, max: 300 }),
  }),
  logLevel: setting({
    name: 'TOILE_LOG_LEVEL',
    default: 'info',
    meaning: `Least severity that is logged: ${LOG_LEVELS.join(', ')}.`,
    allowed: `one of ${LOG_LEVELS.join(', ')}`,
    schema: z.enum(LOG_LEVELS),
  }),
} as const;

type Settings = typeof settings;

/** Value of every setting, checked. */
export type Config = { readonly [K in keyof Settings]: z.output<Settings[K]['schema']> };
