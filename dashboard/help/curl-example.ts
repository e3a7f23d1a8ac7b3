/** A request that anybody can paste into a terminal: one impression and one click of the same visitor. */
export const curlExample = (origin: string): string => `curl ${origin}/v1/batch \\
  -H 'Authorization: Bearer YOUR_KEY' \\
  -H 'content-type: application/json' \\
  -d '{
    "batch": [
      {
        "type": "track", "event": "Product List Viewed",
        "messageId": "a-unique-id-1", "anonymousId": "visitor-1",
        "properties": {
          "list_id": "search", "scenario": "SEARCH",
          "products": [{ "product_id": "SKU-1", "position": 1 }]
        }
      },
      {
        "type": "track", "event": "Product Clicked",
        "messageId": "a-unique-id-2", "anonymousId": "visitor-1",
        "properties": { "product_id": "SKU-1", "position": 1 }
      }
    ]
  }'`;

/** A request that anybody can paste into a terminal: a store and an item in it, which the events are about. */
export const catalogExample = (origin: string): string => `curl ${origin}/graphql \\
  -H 'Authorization: Bearer YOUR_KEY' \\
  -H 'content-type: application/json' \\
  -d '{ "query":
    "mutation { addStore(input: { name: \\"My shop\\" }) { id } addItem(input: { store: \\"My shop\\", key: \\"SKU-1\\", origin: AI_GENERATED }) { id } }" }'`;
