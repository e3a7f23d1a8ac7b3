export { parseDeepExactJson, parseExactJson } from './exact-json.js';
export { plainDecimal } from './plain-decimal.js';
