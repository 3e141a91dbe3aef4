using System.Diagnostics;
using Microsoft.ML;

namespace MultimodalML.Tests.Composition;

/// <summary>A process that only loads a model and scores animals with it, in a batch and one by one; it has made no estimator of the library.</summary>
internal static class LoadingProcess
{
    /// <summary>Arguments: model file, file to write, count of animals. Writes a line a result: the batch's, then the single predictions'.</summary>
    public static int Main(string[] arguments)
    {
        var ml = new MLContext(99);
        ITransformer model = ml.Model.UseMultimodalML().Load(arguments[0], out _);
        File.WriteAllLines(arguments[1], Score(ml, model, int.Parse(arguments[2], null)));
        return 0;
    }

    /// <summary>The same in this process.</summary>
    public static IEnumerable<string> Score(MLContext ml, ITransformer model, int count)
    {
        List<Animal> animals = Animal.Create(count, seed: 7);
        IDataView scored = model.Transform(ml.Data.LoadFromEnumerable(animals));
        using PredictionEngine<Animal, ScoredAnimal> engine = ml.Model.CreatePredictionEngine<Animal, ScoredAnimal>(model);
        return
        [
            .. ml.Data.CreateEnumerable<ScoredAnimal>(scored, reuseRowObject: false, ignoreMissingColumns: true).Select(animal => animal.Bits()),
            .. animals.Select(animal => engine.Predict(animal).Bits()),
        ];
    }

    /// <summary>Saves a model, scores with it in a new process and returns that one's lines.</summary>
    public static string[] SaveLoadAndScore(MLContext ml, ITransformer model, DataViewSchema inputSchema, int count)
    {
        string folder = Directory.CreateTempSubdirectory("MultimodalML").FullName;
        try
        {
            string file = Path.Combine(folder, "model.zip"), lines = Path.Combine(folder, "lines.txt");
            ml.Model.Save(model, inputSchema, file);
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(LoadingProcess).Assembly.Location, file, lines, $"{count}"])
            {
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
            return File.ReadAllLines(lines);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
