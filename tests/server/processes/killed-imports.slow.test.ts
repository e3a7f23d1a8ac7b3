import { it } from '@jest/globals';
import { useToile } from '../../support/product/execute.js';
import { killImports } from './kill-imports.js';

const product = useToile();

it(
  'kill -9 at ten moments of imports and reverts: all or nothing, and both go on',
  () =>
    killImports(
      product,
      product.dataDirectory,
      Array.from({ length: 10 }, (_, n) => n * 15),
    ),
  900_000,
);
