import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { type GraphQLError, type GraphQLFormattedError, type GraphQLSchema, graphql } from 'graphql';
import { ANONYMOUS } from '../../../server/platform/access/viewer.js';
import { formatError } from '../../../server/platform/graphql/format-error.js';
import type { Context, Viewer } from '../../../server/platform/index.js';
import { createToile, type Toile, type ToileOptions } from '../../../server/schema.js';
import { useDatabase } from '../database/database.js';

// biome-ignore lint/suspicious/noExplicitAny: a test knows the shape of what it asked for
export type Data = any;

export interface Answer {
  readonly data: Data;
  /** As a client sees them: `errors[0].extensions.code`. */
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The parts of a request beside its viewer; each has a plain default. */
export interface RequestOptions extends Partial<Omit<Context, 'viewer' | 'workspaceId'>> {
  /** As the `toile-workspace` header: an id or a slug. */
  readonly requestedWorkspace?: string | null;
}

export const contextOf = (
  { workspaceIdOf }: Pick<Toile, 'workspaceIdOf'>,
  viewer: Viewer,
  { requestedWorkspace = null, ...options }: RequestOptions = {},
): Context => {
  let workspaceId: Promise<string> | undefined;
  return {
    viewer,
    requestId: 'test',
    workspaceId: () => {
      workspaceId ??= workspaceIdOf(viewer, requestedWorkspace);
      return workspaceId;
    },
    address: '127.0.0.1',
    session: { token: null, begin: () => {}, end: () => {} },
    device: { token: null, remember: () => {} },
    ...options,
  };
};

/** Runs one operation through a real schema. Errors come as a client would see them, but for a defect: it is thrown. */
export async function executeOn(
  schema: GraphQLSchema,
  source: string,
  variableValues: Record<string, unknown>,
  contextValue: Context,
): Promise<Answer> {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
  return errors ? { data, errors: errors.map(toClientError) } : { data };
}

function toClientError(error: GraphQLError): GraphQLFormattedError {
  const code = error.originalError ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT'; // as Apollo names them
  const formatted = formatError({ ...error.toJSON(), extensions: { code, ...error.extensions } }, error);
  if (formatted.extensions?.code === 'INTERNAL_SERVER_ERROR') throw error.originalError;
  return formatted;
}

/**
 * The whole product on a database of the test file's own: read the fields inside tests.
 * `execute` gives data and errors; `ask` gives the data and throws where there is an error.
 */
export function useToile(options: Pick<ToileOptions, 'remoteHosts'> = {}) {
  const database = useDatabase();
  const held = {} as { toile: Toile; dataDirectory: string };
  beforeAll(async () => {
    held.dataDirectory = mkdtempSync(join(tmpdir(), 'toile-data-'));
    held.toile = await createToile({
      dataSource: database.dataSource,
      publicUrl: 'http://localhost:4000',
      dataDirectory: held.dataDirectory,
      ...options,
    });
  });
  afterAll(async () => {
    await held.toile.models.close();
    rmSync(held.dataDirectory, { recursive: true, force: true });
  });

  const execute = (
    source: string,
    variables: Record<string, unknown> = {},
    viewer: Viewer = ANONYMOUS,
    options: RequestOptions = {},
  ) => executeOn(held.toile.schema, source, variables, contextOf(held.toile, viewer, options));

  const ask = async (...request: Parameters<typeof execute>): Promise<Data> => {
    const { data, errors } = await execute(...request);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  };

  return {
    get dataSource() {
      return database.dataSource;
    },
    get url() {
      return database.url;
    },
    get ownerUrl() {
      return database.ownerUrl;
    },
    get toile() {
      return held.toile;
    },
    get dataDirectory() {
      return held.dataDirectory;
    },
    execute,
    ask,
  };
}
