import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';

/**
 * The API explorer, for people who open the address of the API in a browser; programs get JSON there. Without the
 * built dashboard there is none: the pages that Apollo Server has of its own load scripts from elsewhere.
 */
export function explorerPage(dashboardDirectory: string): ApolloServerPlugin<BaseContext> {
  const path = join(dashboardDirectory, 'graphql', 'explorer.html');
  if (!existsSync(path)) return ApolloServerPluginLandingPageDisabled();
  return {
    async serverWillStart() {
      return { renderLandingPage: async () => ({ html: () => readFile(path, 'utf8') }) };
    },
  };
}
