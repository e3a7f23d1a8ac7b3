import { firstStated, type Json } from './json.js';

/** What a product calls its item; undefined where it names none. */
export const itemOf = ({ product_id, sku, id }: Json): unknown => firstStated(product_id, sku, id);

/** The store of a product, else the one that the message states for all. */
export const storeOf = (product: Json, properties: Json): unknown =>
  firstStated(product.store, properties.store);

/** As `storeOf`. */
export const scenarioOf = (product: Json, properties: Json): unknown =>
  firstStated(product.scenario, properties.scenario);
