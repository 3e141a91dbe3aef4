namespace Microsoft.ML.Data;

internal delegate void VectorMap(in VBuffer<float> features, ref VBuffer<float> scores);
