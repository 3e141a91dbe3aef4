// The tour of the README, top to bottom: train, evaluate, save, load, predict with a modality missing, add a class, hash, draw.
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML;
using MultimodalML.Visualization;
using Tour;

string folder = Directory.CreateTempSubdirectory("multimodalml-tour-").FullName;
string modelPath = Path.Combine(folder, "model.zip");
(Item[] trainItems, Item[] testItems) = Item.Draw();

// Train
var ml = new MLContext(seed: 1);
IDataView train = ml.Data.LoadFromEnumerable(trainItems);
IDataView test = ml.Data.LoadFromEnumerable(testItems);

var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
    .Append(ml.Transforms.MultimodalFuse("Embedding", ["Image", "Audio"], labelColumnName: "Label"))
    .Append(ml.MulticlassClassification.Trainers.Prototypes("Label", "Embedding"))
    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
ITransformer model = pipeline.Fit(train);

// Evaluate
MulticlassClassificationMetrics metrics = ml.MulticlassClassification.Evaluate(model.Transform(test), topKPredictionCount: 5);
Console.WriteLine($"top-1 {metrics.MicroAccuracy:p1}, top-5 {metrics.TopKAccuracy:p1}");

// Save and load
ml.Model.Save(model, train.Schema, modelPath);
ITransformer loaded = new MLContext().Model.UseMultimodalML().Load(modelPath, out DataViewSchema inputSchema);

// Predict one item, one modality missing
using PredictionEngine<Item, Predicted> engine = ml.Model.CreatePredictionEngine<Item, Predicted>(loaded);
float[] missing = [.. Enumerable.Repeat(float.NaN, 9)];
Predicted prediction = engine.Predict(new Item { Image = testItems[0].Image, Audio = missing });
Console.WriteLine($"by its image alone: {prediction.PredictedLabel}, it is {testItems[0].Label}");

Console.WriteLine($"{inputSchema.Count} input columns; all of the tour is in {folder}");
