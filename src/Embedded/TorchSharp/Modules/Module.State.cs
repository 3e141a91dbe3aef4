using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Parameters and persistent buffers by their full names: the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach ((string key, Parameter parameter) in named_parameters()) { destination.TryAdd(start + key, parameter); }
                foreach ((string key, Tensor buffer) in named_buffers(include_nonpersistent: false)) { destination.TryAdd(start + key, buffer); }
                foreach ((string child, Module module) in _internal_submodules) { module.state_dict(destination, start + child); }
                return destination;
            }

            /// <summary>Copies values of the same name; returns the names that only one side has.</summary>
            /// <exception cref="InvalidOperationException">With <paramref name="strict"/>: the names differ.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                skip ??= [];
                Dictionary<string, Tensor> destination = state_dict();
                List<string> unexpected = [.. source.Keys.Where(k => !skip.Contains(k) && !destination.ContainsKey(k))];
                List<string> missing = [.. destination.Keys.Where(k => !skip.Contains(k) && !source.ContainsKey(k))];
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException(
                        $"The loaded state_dict is not identical to the target dictionary: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                }

                using var noGrad = no_grad();
                foreach ((string key, Tensor value) in source)
                {
                    if (!skip.Contains(key) && destination.TryGetValue(key, out Tensor? target)) { target.copy_(value); }
                }
                return (missing, unexpected);
            }

            public Module save(string location, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(File.Create(location));
                return save(writer, skip);
            }

            /// <summary>Writes and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <summary>The number of entries, then for each its name and its tensor.</summary>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                List<KeyValuePair<string, Tensor>> entries = [.. sd.Where(e => skip is null || !skip.Contains(e.Key))];
                writer.Write7BitEncodedInt64(entries.Count);
                foreach ((string key, Tensor value) in entries)
                {
                    writer.Write(key);
                    value.Save(writer);
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                if (!File.Exists(location)) { throw new FileNotFoundException(location); }
                using var reader = new BinaryReader(File.OpenRead(location));
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads and closes the stream.</summary>
            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                Dictionary<string, Tensor> state = state_dict();
                long count = reader.Read7BitEncodedInt64();
                if (strict && count != state.Count) { throw new ArgumentException($"Mismatched state_dict sizes: expected {state.Count}, but found {count} entries."); }

                for (long i = 0; i < count; i++)
                {
                    string key = reader.ReadString();
                    bool found = state.TryGetValue(key, out Tensor? target);
                    if (strict && !found) { throw new ArgumentException($"Mismatched module state names: the target modules does not have a submodule or buffer named '{key}'"); }

                    if (found && skip?.Contains(key) != true) { target!.Load(reader); }
                    else { TensorExtensionMethods.Load(reader, skip: true).Dispose(); }
                    loadedParameters?.Add(key, found);
                }
                return this;
            }

            public static Module Create<T>(string path)
                where T : Module, new() => new T().load(path);
        }
    }
}
