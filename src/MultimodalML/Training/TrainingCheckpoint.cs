using System.Security.Cryptography;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MultimodalML.Training;

/// <summary>The file from which an interrupted training goes on: network, optimizer, best weights and what was reported.</summary>
/// <remarks>Layout: magic, version, length, content, SHA-256 of the content. It is written to a temporary name and moved into place, so the file is always whole.</remarks>
internal static class TrainingCheckpoint
{
    private const ulong Magic = 0x54504B434C4D4D4D; // "MMMLCKPT"
    private const int Version = 1;

    public static void Save(string path, TrainingState state, nn.Module network, OptimizerHelper optimizer)
    {
        byte[] content = Content(state, network, optimizer);
        string temporary = path + ".tmp";
        using (var writer = new BinaryWriter(File.Create(temporary)))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(content.Length);
            writer.Write(content);
            writer.Write(SHA256.HashData(content));
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Sets the network and the optimizer to the checkpoint's state.</summary>
    /// <exception cref="InvalidDataException">The file is no checkpoint, is damaged, comes from a newer version, or is of another network.</exception>
    public static TrainingState Load(string path, nn.Module network, OptimizerHelper optimizer)
    {
        using var reader = new BinaryReader(new MemoryStream(Read(path)));
        CheckNetwork(path, reader.ReadString(), Shapes(network));
        int seed = reader.ReadInt32();
        int bestEpoch = reader.ReadInt32();
        int epochsSinceBetter = reader.ReadInt32();
        var epochs = new EpochReport[reader.ReadInt32()];
        for (int i = 0; i < epochs.Length; i++)
        {
            double loss = reader.ReadDouble();
            double? metric = reader.ReadBoolean() ? reader.ReadDouble() : null;
            epochs[i] = new EpochReport(i + 1, loss, metric, reader.ReadDouble(), reader.ReadDouble());
        }

        byte[] best = reader.ReadBytes(reader.ReadInt32());
        WeightBytes.Load(network, reader.ReadBytes(reader.ReadInt32()));
        using var scope = NewDisposeScope();
        optimizer.load_state_dict(reader);
        return TrainingState.Restore(seed, epochs, bestEpoch, epochsSinceBetter, best);
    }

    /// <summary>Seed of a training: that of the checkpoint it goes on from, else the options', else the one given.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Load"/>.</exception>
    public static int SeedOf(TrainingOptions options, int defaultSeed)
    {
        if (options.CheckpointPath is not { } path || !File.Exists(path))
        {
            return options.Seed ?? defaultSeed;
        }

        using var reader = new BinaryReader(new MemoryStream(Read(path)));
        reader.ReadString();
        return reader.ReadInt32();
    }

    private static byte[] Content(TrainingState state, nn.Module network, OptimizerHelper optimizer)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Shapes(network));
        writer.Write(state.Seed);
        writer.Write(state.BestEpoch);
        writer.Write(state.EpochsSinceBetter);
        writer.Write(state.Epochs.Count);
        foreach (EpochReport epoch in state.Epochs)
        {
            writer.Write(epoch.Loss);
            writer.Write(epoch.Metric.HasValue);
            if (epoch.Metric is { } metric)
            {
                writer.Write(metric);
            }
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.Seconds);
        }

        writer.Write(state.BestWeights.Length);
        writer.Write(state.BestWeights);
        byte[] weights = WeightBytes.Of(network);
        writer.Write(weights.Length);
        writer.Write(weights);
        using var scope = NewDisposeScope();
        optimizer.save_state_dict(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static byte[] Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        try
        {
            if (reader.ReadUInt64() != Magic)
            {
                throw Unusable(path, "is no training checkpoint");
            }

            int version = reader.ReadInt32();
            if (version > Version)
            {
                throw Unusable(path, $"has format version {version}, and this program reads up to {Version}");
            }

            int length = reader.ReadInt32();
            if (length != reader.BaseStream.Length - reader.BaseStream.Position - SHA256.HashSizeInBytes)
            {
                throw Unusable(path, "is damaged or cut short");
            }

            byte[] content = reader.ReadBytes(length);
            byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
            return SHA256.HashData(content).AsSpan().SequenceEqual(hash) ? content : throw Unusable(path, "is damaged");
        }
        catch (EndOfStreamException)
        {
            throw Unusable(path, "is cut short");
        }
    }

    /// <summary>One line a weight or buffer: what makes two networks the same to a checkpoint.</summary>
    private static string Shapes(nn.Module network)
    {
        using var scope = NewDisposeScope();
        return string.Join('\n', network.state_dict().Select(entry => $"'{entry.Key}' [{string.Join(", ", entry.Value.shape)}]"));
    }

    private static void CheckNetwork(string path, string theirs, string ours)
    {
        if (theirs == ours)
        {
            return;
        }

        string[] saved = theirs.Split('\n'), here = ours.Split('\n');
        string onlySaved = saved.Except(here).FirstOrDefault() ?? "nothing more";
        string onlyHere = here.Except(saved).FirstOrDefault() ?? "nothing more";
        throw Unusable(path, $"is of another network: it has {onlySaved} where this one has {onlyHere}");
    }

    private static InvalidDataException Unusable(string path, string why) =>
        new($"Checkpoint '{path}' {why}. Set CheckpointPath to another file, or delete this one to train from the start.");
}
