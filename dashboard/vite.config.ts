import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The dashboard is a static site next to the server: `npm run build` puts it where the server looks. */
export default defineConfig({
  root: 'dashboard', // from the project's root, where every script runs
  plugins: [react()],
  build: {
    outDir: '../dist/pages',
    emptyOutDir: true,
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'charts',
              test: /node_modules\/(recharts|d3-|victory-vendor|@reduxjs|immer|redux|reselect)/,
            },
            { name: 'interface', test: /node_modules\/(@mantine|@floating-ui)/ },
            { name: 'data', test: /node_modules\/(@apollo|graphql|rxjs|optimism|@wry)/ },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
          ],
        },
      },
    },
  },
});
