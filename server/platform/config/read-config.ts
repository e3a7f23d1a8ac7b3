import { resolve } from 'node:path';
import { invalidInput } from '../errors/domain-error.js';
import { type Config, type Setting, settings } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment; the data folder comes out absolute.
 *
 * @throws {DomainError} INVALID_INPUT with one sentence for every variable that is wrong
 */
export function readConfig(environment: Environment): Config {
  const complaints: string[] = [];
  const entries = Object.entries<Setting<unknown>>(settings).map(([key, setting]) => {
    const { success, data } = setting.schema.safeParse(textOf(setting, environment));
    if (!success) complaints.push(complaintAbout(setting, environment));
    return [key, data];
  });
  if (complaints.length > 0) throw invalidInput(complaints.join('\n'));
  const config = Object.fromEntries(entries) as Config;
  if (config.databaseOwnerUrl && !config.databaseUrl) {
    throw invalidInput(
      'DATABASE_OWNER_URL needs DATABASE_URL, the same database with the role for daily work',
    );
  }
  if (isSameRole(config)) {
    throw invalidInput(
      'DATABASE_OWNER_URL and DATABASE_URL sign in as the same role: give DATABASE_URL another one, made with CREATE ROLE toile_app LOGIN PASSWORD',
    );
  }
  return { ...config, dataDirectory: dataDirectoryOf(environment) };
}

const isSameRole = ({ databaseUrl, databaseOwnerUrl }: Config): boolean =>
  databaseUrl !== undefined &&
  databaseOwnerUrl !== undefined &&
  new URL(databaseUrl).username === new URL(databaseOwnerUrl).username;

/** The data folder, absolute, even where other variables are wrong. */
export const dataDirectoryOf = (environment: Environment): string =>
  resolve(textOf(settings.dataDirectory, environment)!); // it has a default

/** What a variable says, or its default; an empty variable counts as absent. */
export const textOf = ({ name, default: fallback }: Setting<unknown>, environment: Environment) =>
  environment[name]?.trim() || (fallback ?? undefined);

function complaintAbout({ name, allowed, secret }: Setting<unknown>, environment: Environment): string {
  const given = secret ? '' : `, not "${environment[name]}"`;
  return `${name} must be ${allowed}${given}. Run "npm run toile -- config" for every setting.`;
}
