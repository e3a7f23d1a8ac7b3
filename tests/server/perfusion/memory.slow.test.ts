import { it } from '@jest/globals';
import { useBackend } from '../../support/perfusion/backend.js';
import { trainInSameMemory } from './training-memory.js';

useBackend();

it('takes no more memory after 200 training steps than after the first ones', () => trainInSameMemory(200));
