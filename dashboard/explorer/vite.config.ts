import { defineConfig } from 'vite';

/**
 * The API explorer is a site of its own below /graphql, so that nothing of it is part of the dashboard's files; the
 * server answers its page at /graphql.
 */
export default defineConfig({
  root: 'dashboard/explorer', // from the project's root, where every script runs
  base: '/graphql/',
  publicDir: false, // the dashboard's own build copies it
  build: {
    outDir: '../../dist/pages/graphql',
    emptyOutDir: true,
    sourcemap: false,
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      input: 'dashboard/explorer/explorer.html',
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning); // "use client" says nothing in a browser
      },
    },
  },
});
