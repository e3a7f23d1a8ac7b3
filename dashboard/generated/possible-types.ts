export const possibleTypes: Record<string, string[]> = {
  "Estimate": [
    "ItemLift",
    "LiftEstimate",
    "RandomEffectsEstimate",
    "RateRatioEstimate"
  ],
  "StoresEstimate": [
    "LiftEstimate",
    "RandomEffectsEstimate",
    "RateRatioEstimate"
  ]
};
