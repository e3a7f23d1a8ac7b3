export const possibleTypes: Record<string, string[]> = {
  "Estimate": [
    "ArmEffect",
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
