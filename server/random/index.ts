/**
 * Random numbers that are the same on every machine: generators, distributions, orders, a hash. Each stream of
 * numbers is part of a committed result somewhere and never changes.
 */
export { integers, normals, type RandomSource, shuffledIndices, uniforms } from './numbers.js';
