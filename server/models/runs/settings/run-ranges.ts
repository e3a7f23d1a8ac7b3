/** Optimiser steps of a training. */
export const TRAINING_STEPS_RANGE = { min: 1, max: 10_000_000 } as const;

/** Groups that one optimiser step sees. */
export const GROUPS_PER_STEP_RANGE = { min: 1, max: 4_096 } as const;

/** Simulated preference groups of a dataset. */
export const SIMULATED_GROUPS_RANGE = { min: 10, max: 1_000_000 } as const;

/** Points of a loss curve that one answer holds. */
export const CURVE_POINTS_RANGE = { min: 2, max: 5_000 } as const;

/** Lines of a log that one answer holds. */
export const LOG_LINES_RANGE = { min: 1, max: 1_000 } as const;

/** Largest learning rate of a schedule. */
export const LEARNING_RATE_RANGE = { min: 1e-9, max: 1 } as const;
