import { it } from '@jest/globals';
import { useToile } from '../../support/product/execute.js';
import { killImports } from './kill-imports.js';

const product = useToile();

it(
  'kill -9 during an import and during its revert: all or nothing, and both go on',
  () => killImports(product, product.dataDirectory, [0]),
  120_000,
);
