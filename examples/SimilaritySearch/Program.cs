System.Console.WriteLine("SimilaritySearch");
