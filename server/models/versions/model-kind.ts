import { registerEnumType } from 'type-graphql';

export enum ModelKind {
  REWARD = 'REWARD',
  GENERATOR = 'GENERATOR',
}

export enum ModelStage {
  CANDIDATE = 'CANDIDATE',
  PRODUCTION = 'PRODUCTION',
  ARCHIVED = 'ARCHIVED',
}

registerEnumType(ModelKind, {
  name: 'ModelKind',
  description: 'What a model does.',
  valuesConfig: {
    REWARD: { description: 'Scores images for a store and a prompt.' },
    GENERATOR: { description: 'Draws images for a store from a prompt.' },
  },
});

registerEnumType(ModelStage, {
  name: 'ModelStage',
  description: 'Where a version stands.',
  valuesConfig: {
    CANDIDATE: { description: 'Waits to be promoted.' },
    PRODUCTION: { description: 'Used unless a request names another version; at most one of a kind.' },
    ARCHIVED: { description: 'No longer used; it can be promoted again.' },
  },
});
