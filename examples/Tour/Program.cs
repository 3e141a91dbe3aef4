// The tour of the README, top to bottom: train, evaluate, save, load, predict with a modality missing, add a class, discover categories, hash, draw.
using Microsoft.ML;
using Microsoft.ML.Data;
using MultimodalML;
using MultimodalML.Evaluation;
using MultimodalML.Fusion;
using MultimodalML.Hashing;
using MultimodalML.Prototypes;
using MultimodalML.Visualization;
using Tour;

string folder = Directory.CreateTempSubdirectory("multimodalml-tour-").FullName;
string modelPath = Path.Combine(folder, "model.zip");
(Item[] trainItems, Item[] testItems, Item[] newcomers, Item[] unlabelledItems) = Item.Draw();

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

// A class that training never saw
ITransformer fuse = ml.Transforms.Conversion.MapValueToKey("Label").Append(ml.Transforms.MultimodalFuse("Embedding", ["Image", "Audio"], "Label")).Fit(train);
PrototypeTransformer prototypes = ml.MulticlassClassification.Trainers.Prototypes().Fit(fuse.Transform(train));
PrototypeTransformer extended = prototypes.AddClass("newcomer", fuse.Transform(ml.Data.LoadFromEnumerable(newcomers)));
Console.WriteLine($"{prototypes.ClassNames.Count} classes, then {extended.ClassNames.Count}: {string.Join(", ", extended.ClassNames)}");

// Categories that nobody labelled
IDataView mixed = ml.Data.LoadFromEnumerable<Item>([.. trainItems, .. unlabelledItems]);
IDataView found = ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("Label"), new InputOutputColumnPair("Known")])
    .Append(ml.Clustering.Trainers.NovelCategories(["Image", "Audio"], labelColumnName: "Known", novelCategoryCount: 3))
    .Fit(mixed).Transform(mixed);
DiscoveryMetrics discovered = ml.Clustering.EvaluateDiscovery(found, knownLabelColumnName: "Known");
Console.WriteLine(discovered);
Console.WriteLine(discovered.ConfusionTable);

// Hash
IDataView embedded = fuse.Transform(test);
IDataView hashed = ml.Transforms.WtaHash("Codes", "Embedding", codeCount: 64, windowSize: 4).Fit(embedded).Transform(embedded);
byte[][] codes = [.. hashed.GetColumn<byte[]>("Codes")];
Console.WriteLine($"codes alike: same class {WtaHasher.Agreement(codes[0], codes[1]):p0}, another {WtaHasher.Agreement(codes[0], codes[^1]):p0}");

// Draw
float[][] rows = [.. embedded.GetColumn<float[]>("Embedding")];
PlotPoint[] points = new TSne().Embed([.. rows.SelectMany(row => row)], rows[0].Length);
var plot = new ScatterPlot { Title = "Test items (t-SNE)", IsLayout = true };
foreach (IGrouping<string, int> items in Enumerable.Range(0, points.Length).GroupBy(i => testItems[i].Label))
{
    plot.Add(items.Key, [.. items.Select(i => points[i])]);
}

File.WriteAllText(Path.Combine(folder, "embedding.svg"), plot.ToSvg());

// Every setting
MultimodalFuseEstimator own = ml.Transforms.MultimodalFuse(new MultimodalFuseOptions
{
    InputColumnNames = ["Image", "Audio"],
    Loss = FusionLoss.SupervisedContrastive,
    ModalityDropout = 0.3,
    Training = new() { Epochs = 5, LearningRate = 1e-3, CheckpointPath = Path.Combine(folder, "fusion.checkpoint") },
});
Console.WriteLine($"{inputSchema.Count} input columns; {own.GetType().Name} with its own settings; all of the tour is in {folder}");
